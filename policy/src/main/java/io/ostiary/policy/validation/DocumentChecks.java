package io.ostiary.policy.validation;

import static io.ostiary.policy.validation.FindingLevel.ERROR;
import static io.ostiary.policy.validation.FindingLevel.WARNING;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.json.Json.Place;
import io.ostiary.policy.validation.Check.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is looked for in a document as a whole. */
final class DocumentChecks {
  static final List<Check<Draft>> TABLE =
      List.of(
          new Check<>("MISSING_VERSION", WARNING, DocumentChecks::missingVersion),
          new Check<>("OLD_VERSION", WARNING, DocumentChecks::oldVersion),
          new Check<>("DOCUMENT_LEVEL_SID", WARNING, DocumentChecks::documentSid),
          new Check<>("UNSUPPORTED_ID", WARNING, DocumentChecks::id),
          new Check<>("INVALID_CHARACTER", ERROR, DocumentChecks::characters),
          new Check<>("POLICY_SIZE_EXCEEDS_QUOTA", WARNING, DocumentChecks::size),
          new Check<>("POLICY_SIZE_EXCEEDS_SCP_QUOTA", ERROR, DocumentChecks::organizationSize),
          new Check<>("UNIQUE_SIDS_RECOMMENDED", WARNING, DocumentChecks::sids));

  private static final int MANAGED = 6_144;
  private static final int SMALL = 2_048;
  private static final int BUCKET = 20 * 1_024;
  private static final int ORGANIZATION = 5_120;

  private DocumentChecks() {}

  private static boolean inOrganization(PolicyType type) {
    return type == PolicyType.SERVICE_CONTROL || type == PolicyType.RESOURCE_CONTROL;
  }

  private static void missingVersion(Draft draft, Report report) {
    if (draft.member("Version") == null && !inOrganization(draft.type())) {
      report.at(
          draft.place(),
          "`Version` is missing, which means `2008-10-17`, where `${…}` is ordinary text; write"
              + " \"Version\": \"2012-10-17\"");
    }
  }

  private static void oldVersion(Draft draft, Report report) {
    Member version = draft.member("Version");
    if (version != null
        && version.value() instanceof Json.Text text
        && text.value().equals("2008-10-17")) {
      report.at(
          text.place(), "in version `2008-10-17` `${…}` is ordinary text; write \"2012-10-17\"");
    }
  }

  private static void documentSid(Draft draft, Report report) {
    Member sid = draft.member("Sid");
    if (sid != null) {
      report.at(
          sid.place(),
          "`Sid` belongs into a statement; here it means nothing, and AWS refuses it; remove it or"
              + " write `Id`");
    }
  }

  private static void id(Draft draft, Report report) {
    Member id = draft.member("Id");
    if (id != null && draft.type() != PolicyType.RESOURCE) {
      report.at(
          id.place(), "`Id` belongs to resource-based policies; here it means nothing; remove it");
    }
  }

  /** S3 and others store further characters in the policies of their resources. */
  private static void characters(Draft draft, Report report) {
    if (draft.type() == PolicyType.RESOURCE) {
      return;
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < draft.text().length(); i++) {
      char c = draft.text().charAt(i);
      if (c == '\n') {
        line++;
        lineStart = i + 1;
      } else if (c > '\u00ff' || (c < ' ' && c != '\t' && c != '\r')) {
        report.at(
            new Place(line, i - lineStart + 1, null),
            "the character U+%04X is none that IAM stores; use those up to U+00FF"
                .formatted(draft.text().codePointAt(i)));
        return;
      }
    }
  }

  /** IAM does not count white space. */
  private static void size(Draft draft, Report report) {
    int quota =
        switch (draft.type()) {
          case IDENTITY, PERMISSIONS_BOUNDARY -> MANAGED;
          case TRUST, SESSION -> SMALL;
          case RESOURCE -> BUCKET;
          case SERVICE_CONTROL, RESOURCE_CONTROL -> Integer.MAX_VALUE;
        };
    boolean blanksCount = draft.type() == PolicyType.RESOURCE;
    long size = draft.text().chars().filter(c -> blanksCount || " \t\r\n".indexOf(c) < 0).count();
    if (size > quota) {
      report.at(
          draft.place(),
          "the policy has %s characters%s, AWS takes %s; split it or use wildcards"
              .formatted(size, blanksCount ? "" : " besides white space", quota));
    }
  }

  /** Organizations count everything. */
  private static void organizationSize(Draft draft, Report report) {
    int size = draft.text().length();
    if (inOrganization(draft.type()) && size > ORGANIZATION) {
      report.at(
          draft.place(),
          "the policy has %s characters, white space included, AWS takes %s; split it"
              .formatted(size, ORGANIZATION));
    }
  }

  /** Elsewhere a Sid that comes twice makes the document malformed. */
  private static void sids(Draft draft, Report report) {
    Set<String> seen = new HashSet<>();
    for (Draft.Statement statement : draft.statements()) {
      Member sid = statement.member("Sid");
      if (sid != null
          && sid.value() instanceof Json.Text text
          && !text.value().isEmpty()
          && !seen.add(text.value())) {
        report.at(
            text.place(),
            "Sid `%s` is used twice; give each statement its own".formatted(text.value()));
      }
    }
  }
}
