const scheme = location.protocol === "https:" ? "wss://" : "ws://";
new WebSocket(scheme + location.host + "/ws/");
