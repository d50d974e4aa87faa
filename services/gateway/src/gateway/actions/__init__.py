"""What people, systems and links do at the front door, one file each."""
