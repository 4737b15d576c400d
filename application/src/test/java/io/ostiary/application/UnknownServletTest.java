package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.application.servlet.ActionServletFilter;
import io.ostiary.filter.PassMeter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A servlet whose class nobody finds may have annotations that nobody reads. */
class UnknownServletTest {
  @TempDir Path directory;

  /** Keeps what it is given. */
  private static final class Keeping extends Handler {
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().equals(Level.WARNING)) {
        warnings.add(new SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static void add(ServletContext context) throws ServletException {
    context.addServlet("elsewhere", "org.example.Elsewhere").addMapping("/in/elsewhere");
    context.addServlet("rest", new ServletContract.Silent()).addMapping("/in/rest");
    ActionServletFilter.check(context);
    context
        .addFilter("actions", ActionServletFilter.class)
        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  @Test
  void isToldOfOnce() throws Exception {
    Logger logger = Logger.getLogger("ostiary");
    Keeping log = new Keeping();
    logger.addHandler(log);
    try (Handbook handbook =
        Handbook.start(
            directory,
            Policies.HERS,
            new Handbook.Setup(Container.TOMCAT, UnknownServletTest::add, PassMeter.NONE))) {
      assertThat(handbook.ask("GET", "/in/rest").statusCode()).isEqualTo(200);
      assertThat(handbook.ask("GET", "/in/rest").statusCode()).isEqualTo(200);
    } finally {
      logger.removeHandler(log);
    }

    assertThat(log.warnings).hasSize(1);
    assertThat(log.warnings.get(0))
        .startsWith("the servlet `elsewhere` is of the class `org.example.Elsewhere`");
  }
}
