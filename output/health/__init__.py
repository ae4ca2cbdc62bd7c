"""Is the dataset's place sound? What a disk, its files and the states on it are like, looked at without a change."""
