package io.ostiary.runtime;

import io.ostiary.endpoint.status.Health;
import io.ostiary.filter.Enforcement;
import io.ostiary.filter.audit.AuditMode;
import io.ostiary.filter.audit.AuditQueue;
import io.ostiary.filter.audit.CountingSink;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.LiveDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a running Ostiary is: its directory, its audit, its mode, and what it decided so far. */
record Status(
    LiveDirectory directory, AuditQueue audit, CountingSink events, Enforcement enforcement) {

  Health health() {
    Map<String, Object> directoryFacts = directoryFacts();
    boolean recording = audit.mode() == AuditMode.BEST_EFFORT || audit.problem().isEmpty();
    Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
    parts.put("enforcement", enforcementFacts());
    parts.put("directory", directoryFacts);
    parts.put("audit", auditFacts());
    parts.put("requests", new TreeMap<>(events.counts()));
    return new Health(recording && Boolean.TRUE.equals(directoryFacts.get("current")), parts);
  }

  private Map<String, Object> enforcementFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("mode", enforcement.reportOnly().isEmpty() ? "enforce" : "report-only");
    if (!enforcement.reportOnly().isEmpty()) {
      facts.put("services", String.join(", ", new TreeSet<>(enforcement.reportOnly())));
    }
    return facts;
  }

  private Map<String, Object> directoryFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    try {
      facts.put("revision", directory.snapshot().revision());
      facts.put("current", true);
    } catch (DirectoryException outdated) {
      facts.put("current", false);
      facts.put("problem", String.valueOf(outdated.getMessage()));
    }
    facts.put("secondsSinceCertain", directory.age().toSeconds());
    return facts;
  }

  private Map<String, Object> auditFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("mode", audit.mode() == AuditMode.REQUIRED ? "required" : "best-effort");
    facts.put("lost", audit.lost());
    if (!audit.problem().isEmpty()) {
      facts.put("problem", audit.problem());
    }
    return facts;
  }
}
