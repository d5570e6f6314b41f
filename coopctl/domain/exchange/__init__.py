"""Tables and files that go from hand to hand."""
