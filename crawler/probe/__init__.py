"""What is a site like, before it is crawled? Its listing, some of its articles, and a source's file that says so."""
