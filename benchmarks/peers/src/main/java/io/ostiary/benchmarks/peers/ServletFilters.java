package io.ostiary.benchmarks.peers;

import jakarta.servlet.Filter;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Registers filters in Tomcat. */
final class ServletFilters {
  private ServletFilters() {}

  /** Puts a filter in front of an application that is not started yet. */
  static void first(Context application, String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    application.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    application.addFilterMap(map);
  }
}
