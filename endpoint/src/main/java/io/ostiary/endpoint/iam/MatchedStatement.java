package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.document.Extent;
import io.ostiary.policy.document.PolicyType;

/**
 * A statement that a simulation cites.
 *
 * @param policy as AWS calls it: a managed policy by its name, an inline one by the kind and name
 *     of its owner too, one that was passed by its parameter
 */
record MatchedStatement(String policy, PolicyType type, Extent extent) {

  void write(XmlWriter xml) {
    xml.element("SourcePolicyId", policy)
        .element("SourcePolicyType", word(type))
        .element("StartPosition", at -> position(at, extent.line(), extent.column()))
        .element("EndPosition", at -> position(at, extent.endLine(), extent.endColumn()));
  }

  private static void position(XmlWriter xml, int line, int column) {
    xml.element("Line", line).element("Column", column);
  }

  /** What the simulator of AWS calls a type of policy, which is not what its API model lists. */
  static String word(PolicyType type) {
    return switch (type) {
      case IDENTITY -> "IAM Policy";
      case RESOURCE, TRUST -> "Resource Policy";
      case PERMISSIONS_BOUNDARY -> "Permissions Boundary Policy";
      case SESSION -> "Session Policy";
      case SERVICE_CONTROL -> "Service Control Policy";
      case RESOURCE_CONTROL -> "Resource Control Policy";
    };
  }
}
