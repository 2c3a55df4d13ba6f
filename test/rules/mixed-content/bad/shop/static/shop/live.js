const feed = new WebSocket("ws://" + location.host + "/ws/");
