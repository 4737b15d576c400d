package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.JsonNode;
import io.ostiary.policy.document.Malformation;
import io.ostiary.policy.document.PolicyType;
import java.util.Optional;

/**
 * What IAM says of a malformed policy document.
 *
 * @param rank in the order in which IAM looks for faults: the lowest is what it tells
 */
record AwsSentence(int rank, String text) implements Comparable<AwsSentence> {
  private static final AwsSentence SYNTAX = new AwsSentence(0, "Syntax errors in policy.");
  private static final AwsSentence LEGACY = new AwsSentence(2, "The policy failed legacy parsing");

  /**
   * The sentence for a fault of grammar.
   *
   * @param pointer where it is, as a JSON pointer
   * @param at what the document has there; a missing node if it is no JSON
   */
  static AwsSentence of(Malformation fault, PolicyType type, String pointer, JsonNode at) {
    String value = at.asText();
    return switch (fault) {
      case UNSUPPORTED_VERSION ->
          new AwsSentence(1, "Policy document must be version 2012-10-17 or greater.");
      case UNIQUE_SIDS_REQUIRED ->
          new AwsSentence(3, "Statement IDs (SID) in a single policy must be unique.");
      case MISSING_ACTION -> new AwsSentence(4, "Policy statement must contain actions.");
      case INVALID_ACTION -> ofAction(value);
      case INVALID_RESOURCE ->
          new AwsSentence(6, "Resource %s must be in ARN format or \"*\".".formatted(value));
      case MISSING_ARN_FIELD -> ofIncompleteArn(value);
      case MISSING_RESOURCE -> new AwsSentence(7, "Policy statement must contain resources.");
      case UNSUPPORTED_ACTION ->
          type == PolicyType.TRUST
              ? new AwsSentence(
                  8,
                  "Trust Policy statement actions can only be sts:AssumeRole,"
                      + " sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity")
              : SYNTAX;
      case UNSUPPORTED_ELEMENT -> prohibited(at, "Resource", "NotResource", "NotAction");
      case UNSUPPORTED_PRINCIPAL ->
          type == PolicyType.RESOURCE_CONTROL
              ? SYNTAX
              : prohibited(at, "Principal", "NotPrincipal");
      case MISSING_PRINCIPAL -> new AwsSentence(10, "Missing required field Principal.");
      case INVALID_PRINCIPAL_KEY, INVALID_PRINCIPAL_FORMAT, UNSUPPORTED_WILDCARD_IN_PRINCIPAL ->
          ofPrincipal(pointer, value);
      default -> SYNTAX;
    };
  }

  /** The sentence for a resource that the grammar admits, by the code of the finding about it. */
  static Optional<AwsSentence> of(String finding, String resource) {
    String service = part(resource, 2);
    return switch (finding) {
      case "INVALID_PARTITION" ->
          Optional.of(
              new AwsSentence(
                  6,
                  "Partition \"%s\" is not valid for resource \"%s\"."
                      .formatted(part(resource, 1), resource)));
      case "ARN_REGION_NOT_ALLOWED" ->
          service.equals("iam")
              ? Optional.of(
                  new AwsSentence(
                      6, "IAM resource %s cannot contain region information.".formatted(resource)))
              : Optional.of(
                  new AwsSentence(
                      6, "Resource %s can not contain region information.".formatted(resource)));
      case "INVALID_IAM_RESOURCE" ->
          Optional.of(
              new AwsSentence(
                  6,
                  "IAM resource path must either be \"*\" or start with user/, federated-user/,"
                      + " role/, group/, instance-profile/, mfa/, server-certificate/, policy/,"
                      + " sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/."));
      default -> Optional.empty();
    };
  }

  /** Names the field of a statement that is there and should not be. */
  private static AwsSentence prohibited(JsonNode statement, String... fields) {
    for (String field : fields) {
      if (statement.has(field)) {
        return new AwsSentence(9, "Has prohibited field %s.".formatted(field));
      }
    }
    return SYNTAX;
  }

  private static AwsSentence ofAction(String action) {
    int colon = action.indexOf(':');
    if (colon < 0) {
      return new AwsSentence(
          5, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    return action.indexOf(':', colon + 1) < 0
        ? new AwsSentence(5, "Vendor %s is not valid".formatted(action.substring(0, colon)))
        : new AwsSentence(5, "Actions/Condition can contain only one colon.");
  }

  private static AwsSentence ofIncompleteArn(String resource) {
    return part(resource, 2).isEmpty()
        ? new AwsSentence(6, "Resource vendor must be fully qualified and cannot contain regexes.")
        : LEGACY;
  }

  private static AwsSentence ofPrincipal(String pointer, String principal) {
    String[] steps = pointer.split("/", -1);
    String last = steps[steps.length - 1];
    boolean inList = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    String kind = inList && steps.length > 1 ? steps[steps.length - 2] : last;
    return new AwsSentence(
        11, "Invalid principal in policy: \"%s\":\"%s\"".formatted(kind, principal));
  }

  /** A part of an ARN, empty if it has none. */
  private static String part(String arn, int index) {
    String[] parts = arn.split(":", 6);
    return index < parts.length ? parts[index] : "";
  }

  @Override
  public int compareTo(AwsSentence other) {
    return Integer.compare(rank, other.rank);
  }
}
