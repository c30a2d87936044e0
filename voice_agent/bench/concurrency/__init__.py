"""How many calls at once a machine bears: real calls over real websockets, to a server in a process of its own."""
