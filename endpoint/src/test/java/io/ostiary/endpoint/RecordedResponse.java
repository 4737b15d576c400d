package io.ostiary.endpoint;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A servlet response that keeps what it is given; a method that answers do not need fails. */
final class RecordedResponse {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int status;

  Answer answer() {
    return new Answer(status, Map.copyOf(headers), body.toString(StandardCharsets.UTF_8));
  }

  HttpServletResponse asServletResponse() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            RecordedResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "setStatus" -> status = (Integer) arguments[0];
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> headers.put("Content-Length", "" + arguments[0]);
                case "getOutputStream" -> {
                  return output();
                }
                case "isCommitted" -> {
                  return false;
                }
                case "containsHeader" -> {
                  return headers.containsKey(arguments[0]);
                }
                case "getHeader" -> {
                  return headers.get(arguments[0]);
                }
                case "reset" -> {
                  headers.clear();
                  body.reset();
                }
                case "flushBuffer" -> {}
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private ServletOutputStream output() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("asynchronous");
      }

      @Override
      public void write(int b) {
        body.write(b);
      }
    };
  }
}
