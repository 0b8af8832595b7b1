"""What the body says of itself to everybody: its words and colours, announcements, planned outages."""
