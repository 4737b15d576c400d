package io.ostiary.policy.document;

/** Where a policy is attached, hence which elements it may hold and how it combines. */
public enum PolicyType {
  IDENTITY,
  RESOURCE,
  TRUST,
  PERMISSIONS_BOUNDARY,
  SESSION,
  SERVICE_CONTROL,
  RESOURCE_CONTROL
}
