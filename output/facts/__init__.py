"""What is to be known of each source? Read from what its runs left, for those who look after the dataset."""
