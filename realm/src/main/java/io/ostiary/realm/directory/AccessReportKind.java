package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

final class AccessReportKind implements Kind<AccessReport> {
  @Override
  public String tag() {
    return "access-report";
  }

  @Override
  public String id(AccessReport report) {
    return report.id();
  }

  @Override
  public String accountId(AccessReport report) {
    return report.accountId();
  }

  @Override
  public List<String> parents(AccessReport report) {
    return List.of(report.accountId());
  }

  @Override
  public void write(AccessReport report, ObjectNode row) {
    row.put("entityArn", report.entityArn())
        .put("byAction", report.byAction())
        .put("askedAt", report.askedAt().toString());
  }

  @Override
  public AccessReport read(Row row) {
    return new AccessReport(
        row.id(),
        row.accountId(),
        row.text("entityArn"),
        row.flag("byAction"),
        row.time("askedAt"));
  }
}
