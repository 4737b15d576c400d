package io.ostiary.benchmarks.cost;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A filter that looks at every field of the header and lets everybody in: what no door can do
 * without that checks a signature, and what the server takes for that alone.
 */
public final class Readers implements Guard {

  /** Adds up and hands on, so that nothing of it is left out. */
  private static final class Reading implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      int length = 0;
      HttpServletRequest http = (HttpServletRequest) request;
      for (Enumeration<String> names = http.getHeaderNames(); names.hasMoreElements(); ) {
        Enumeration<String> values = http.getHeaders(names.nextElement());
        while (values.hasMoreElements()) {
          length += values.nextElement().length();
        }
      }
      request.setAttribute("length", length);
      chain.doFilter(request, response);
    }
  }

  @Override
  public String name() {
    return "readers";
  }

  @Override
  public String title() {
    return "nobody, but every header field read";
  }

  @Override
  public void guard(Context application, Path folder) {
    FilterDef filter = new FilterDef();
    filter.setFilterName(name());
    filter.setFilter(new Reading());
    filter.setAsyncSupported("true");
    application.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName(name());
    map.addURLPattern("/*");
    application.addFilterMap(map);
  }

  @Override
  public List<Way> ways(int port) {
    Way.Key nobodys = new Way.Key("AKIAIOSFODNN7EXAMPLE", "of nobody", null);
    return List.of(
        new Way(title(), "signed, which is not verified", '/' + name(), Map.of(), nobodys, 0));
  }

  @Override
  public void close() {}
}
