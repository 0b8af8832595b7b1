"""A million cases in one agency: loaded by COPY, then the queue and the search measured through the desk."""
