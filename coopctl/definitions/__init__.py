"""Plans as people write them: YAML files, read with every problem named by its place."""
