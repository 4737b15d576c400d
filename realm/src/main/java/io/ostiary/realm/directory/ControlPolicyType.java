package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;
import java.util.Locale;

/** The two kinds of policy by which an organisation caps its accounts, under AWS's names. */
public enum ControlPolicyType {
  /** Caps what principals of an account may do, wherever the resource is. */
  SERVICE_CONTROL_POLICY(
      PolicyType.SERVICE_CONTROL,
      "FullAWSAccess",
      "Allows access to every operation",
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"),
  /** Caps what may be done to resources of an account, whoever asks. */
  RESOURCE_CONTROL_POLICY(
      PolicyType.RESOURCE_CONTROL,
      "RCPFullAWSAccess",
      "Allows access to every resource",
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");

  private final PolicyType type;
  private final String fullAccessName;
  private final String fullAccessDescription;
  private final String fullAccess;

  ControlPolicyType(
      PolicyType type, String fullAccessName, String fullAccessDescription, String fullAccess) {
    this.type = type;
    this.fullAccessName = fullAccessName;
    this.fullAccessDescription = fullAccessDescription;
    this.fullAccess = fullAccess;
  }

  /** The rules that a document of this type obeys. */
  PolicyType documentType() {
    return type;
  }

  /** The id of the policy that allows everything, {@code p-FullAWSAccess}. */
  String fullAccessId() {
    return "p-" + fullAccessName;
  }

  String fullAccessName() {
    return fullAccessName;
  }

  String fullAccessDescription() {
    return fullAccessDescription;
  }

  /** The document of the policy that allows everything. */
  String fullAccess() {
    return fullAccess;
  }

  /** As ARNs call it, {@code service_control_policy}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
