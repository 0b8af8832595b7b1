"""Under more load than it can bear a web process turns people away quickly, and serves the others well."""
