package io.ostiary.arquillian;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** A WebSocket of {@link Doors}' application: whoever opens it is told a secret. */
@ServerEndpoint("/sockets/{kind}/{name}")
public class DoorsSocket {

  @OnOpen
  public void tell(Session session) throws IOException {
    Rooms.note("socket", session.getRequestURI());
    session.getBasicRemote().sendText("PROTECTED from " + session.getUserPrincipal());
  }
}
