"""What outlets are called: names, hosts, folders and imprints; the door is `corpus.outlets`."""
