"""What is an article called? From headings and metadata to the title alone, without the name of its site."""
