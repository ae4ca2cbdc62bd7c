"""How is the dataset doing, on one page? Facts are gathered from the tables, drawn as charts, and written as one HTML file."""
