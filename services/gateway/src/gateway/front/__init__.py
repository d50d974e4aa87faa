"""What stands before all services: sessions become tokens, and the web app is handed out."""
