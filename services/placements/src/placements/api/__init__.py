"""HTTP of placements: one file for each resource, with its schemas beside."""
