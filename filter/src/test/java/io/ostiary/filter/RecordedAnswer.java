package io.ostiary.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes down an error answer; whatever else a response can do fails. */
final class RecordedAnswer {
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  int status;

  String body() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            RecordedAnswer.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments));
  }

  private @Nullable Object answer(String method, Object @Nullable [] arguments) {
    Object[] given = arguments == null ? new Object[0] : arguments;
    switch (method) {
      case "reset" -> headers.clear();
      case "setStatus" -> status = (Integer) given[0];
      case "setHeader" -> headers.put((String) given[0], (String) given[1]);
      case "setContentType" -> headers.put("Content-Type", (String) given[0]);
      case "setContentLength" -> headers.put("Content-Length", given[0].toString());
      case "flushBuffer" -> {}
      case "getOutputStream" -> {
        return new Taking();
      }
      default -> throw new UnsupportedOperationException(method);
    }
    return null;
  }

  private final class Taking extends ServletOutputStream {
    @Override
    public void write(int octet) {
      bytes.write(octet);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
