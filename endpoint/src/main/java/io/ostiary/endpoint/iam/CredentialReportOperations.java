package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.AskForCredentialReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The report of an account's credentials: asked for first, then fetched for four hours. What it
 * tells is read when it is fetched.
 */
final class CredentialReportOperations {
  private static final int GONE = 410;

  private record Fetched(String content, Instant at) {}

  private CredentialReportOperations() {}

  static List<Operation> of(Surroundings surroundings) {
    InstantSource clock = surroundings.realm().clock();
    LastUses uses = surroundings.lastUses();
    return List.of(
        Operation.command(
            "GenerateCredentialReport",
            (in, call) -> new AskForCredentialReport(call.accountId()),
            CredentialReportOperations::state),
        Operation.of(
            "GetCredentialReport",
            (in, call) -> call.accountId(),
            (account, call) -> fetch(call, clock.instant(), uses),
            CredentialReportOperations::write));
  }

  private static void state(XmlWriter xml, boolean begun) {
    xml.element("State", begun ? "STARTED" : "COMPLETE");
    if (begun) {
      xml.element("Description", "No report exists. Starting a new report generation task");
    }
  }

  private static Fetched fetch(Call call, Instant now, LastUses uses) {
    Optional<Instant> askedAt =
        call.directory().preferences(call.accountId()).credentialReportAskedAt();
    if (askedAt.isEmpty()) {
      throw new OperationException(
          GONE, "ReportNotPresent", "No report exists; ask for one by GenerateCredentialReport.");
    }
    if (!askedAt.get().plus(AskForCredentialReport.KEPT).isAfter(now)) {
      throw new OperationException(
          GONE,
          "ReportExpired",
          "The report is older than four hours; ask for another by GenerateCredentialReport.");
    }
    return new Fetched(CredentialReport.of(call, uses), now);
  }

  private static void write(XmlWriter xml, Fetched fetched) {
    byte[] content = fetched.content().getBytes(StandardCharsets.UTF_8);
    xml.element("Content", Base64.getEncoder().encodeToString(content))
        .element("ReportFormat", "text/csv")
        .element("GeneratedTime", fetched.at());
  }
}
