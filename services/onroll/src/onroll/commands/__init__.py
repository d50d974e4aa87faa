"""What people can type after `onroll`."""
