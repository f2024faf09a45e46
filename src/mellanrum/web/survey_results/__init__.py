"""Results of surveys: read in from others, told over years and beside each other, published, handed out."""
