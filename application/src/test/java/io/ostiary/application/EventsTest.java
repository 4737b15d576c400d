package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.application.cdi.AuditEvents;
import io.ostiary.filter.audit.AuditEvent;
import io.ostiary.filter.audit.AuditListeners;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What beans hear of audit events. */
class EventsTest {
  private static final BlockingQueue<String> LATER = new LinkedBlockingQueue<>();

  @TempDir Path directory;

  /** Listens. */
  @ApplicationScoped
  public static class Observer {
    private final List<String> heard = new ArrayList<>();

    void now(@Observes AuditEvent event) {
      heard.add(event.name());
      if (event.error().isPresent()) {
        throw new IllegalStateException("an observer's own problem");
      }
    }

    void later(@ObservesAsync AuditEvent event) {
      LATER.add(event.name());
    }

    List<String> heard() {
      return List.copyOf(heard);
    }
  }

  private List<AuditEvent> events() throws Exception {
    try (Handbook handbook =
        Handbook.start(
            directory,
            Policies.HERS,
            context -> context.addServlet("all", new MetersTest.Answering()).addMapping("/*"))) {
      handbook.ask("GET", "/in/x");
      handbook.ask("GET", "/exact/b");
      return List.copyOf(handbook.audited);
    }
  }

  @Test
  void observersHearOfWhatIsRecordedAndChangeNothing() throws Exception {
    List<AuditEvent> kept = new ArrayList<>();
    AuditListeners listeners = new AuditListeners(kept::add);
    DeploymentManager deployment =
        Servlets.newContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(EventsTest.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("listening")
                    .addServletContextAttribute(AuditListeners.class.getName(), listeners));
    deployment.deploy();
    try (WeldContainer container =
        new Weld()
            .disableDiscovery()
            .addBeanClasses(Observer.class, AuditEvents.class)
            .initialize()) {
      container
          .event()
          .select(ServletContext.class, Initialized.Literal.of(ApplicationScoped.class))
          .fire(deployment.getDeployment().getServletContext());
      for (AuditEvent event : events()) {
        listeners.record(event);
      }
      assertThat(container.select(Observer.class).get().heard())
          .containsExactly("Enter", "ReadPage");
      assertThat(LATER.poll(1, TimeUnit.MINUTES)).isNotNull();
      assertThat(kept).extracting(AuditEvent::name).containsExactly("Enter", "ReadPage");
    } finally {
      deployment.undeploy();
    }
  }

  @Test
  void nobodyHearsOfWhatCouldNotBeRecorded() throws Exception {
    List<AuditEvent> heard = new ArrayList<>();
    AuditListeners listeners =
        new AuditListeners(
            event -> {
              throw new IOException("the disk is full");
            });
    listeners.add(heard::add);
    for (AuditEvent event : events()) {
      try {
        listeners.record(event);
      } catch (IOException full) {
        assertThat(full).hasMessage("the disk is full");
      }
    }
    assertThat(heard).isEmpty();
  }
}
