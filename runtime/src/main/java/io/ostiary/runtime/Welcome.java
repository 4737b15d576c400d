package io.ostiary.runtime;

import io.ostiary.filter.Enforcement;
import io.ostiary.filter.mapping.Router;
import io.ostiary.policy.service.ServiceDefinition;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;

/** What an operator reads at start: the account, the mode, and how to come in. */
final class Welcome {
  private static final System.Logger LOG = System.getLogger("ostiary");

  private Welcome() {}

  static void print(Settings settings, String accountId, Enforcement enforcement) {
    StringBuilder text = new StringBuilder(512);
    text.append("Ostiary keeps the door: every request is authenticated and authorised");
    if (enforcement.reportOnly().isEmpty()) {
      text.append(" (enforce)");
    } else {
      text.append(", but (report-only) who is denied is let in all the same at ");
      text.append(String.join(", ", new TreeSet<>(enforcement.reportOnly())));
    }
    text.append("\n  account      ").append(accountId);
    text.append("\n  data         ").append(settings.data());
    settings
        .configuration()
        .effective()
        .forEach((key, value) -> text.append("\n  ").append(key).append(" = ").append(value));
    if (Files.exists(settings.credentials())) {
      text.append("\n  credentials  ").append(settings.credentials());
      text.append("\n\nPaste this into another terminal:\n");
      text.append("\nexport AWS_SHARED_CREDENTIALS_FILE=").append(settings.credentials());
      text.append(" AWS_DEFAULT_REGION=us-east-1");
      text.append("\nexport AWS_ENDPOINT_URL=").append(settings.externalUrl());
      text.append("\naws sts get-caller-identity --query Arn\n");
    }
    LOG.log(System.Logger.Level.INFO, text.toString());
  }

  /** What every route of the application needs, and which servlets have none. */
  static void printRoutes(
      Router router, List<ServiceDefinition> application, ServletContext context) {
    StringBuilder text = new StringBuilder(4096).append("The application's routes:");
    for (String line : router.coverage()) {
      if (application.stream().anyMatch(definition -> line.contains(definition.file()))) {
        text.append("\n  ").append(line);
      }
    }
    for (String line : UnreachedServlets.of(context, application)) {
      text.append("\n  ").append(line);
    }
    LOG.log(System.Logger.Level.INFO, text.toString());
  }
}
