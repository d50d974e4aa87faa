"""Reading the event feeds of other services: source, inbox, version guard, dead letters, workers."""
