"""照査: what a plan says, looked at for sense."""
