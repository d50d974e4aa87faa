"""HTTP the same way in every service: guarded routes, problems, paging, limits, health, OpenAPI."""
