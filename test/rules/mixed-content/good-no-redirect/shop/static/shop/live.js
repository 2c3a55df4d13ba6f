new WebSocket("ws://" + location.host);
