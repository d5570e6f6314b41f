"""Plans as people write them: YAML files, every problem in them named by its place."""
