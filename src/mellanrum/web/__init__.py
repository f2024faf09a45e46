"""The web storey: where people work, and where data is kept. One Django app for each desk."""
