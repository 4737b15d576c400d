package io.ostiary.depot.s3;

import java.util.Set;

/** The parameters of a query that make it another operation. */
final class SubResource {
  /** All that S3 has, the ones that Depot does not know included: such requests are refused. */
  static final Set<String> NAMES =
      Set.of(
          "abac",
          "accelerate",
          "acl",
          "analytics",
          "append",
          "attributes",
          "cors",
          "delete",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "location",
          "logging",
          "metadataConfiguration",
          "metadataInventoryTable",
          "metadataJournalTable",
          "metadataTable",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "partNumber",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "renameObject",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "select",
          "select-type",
          "session",
          "tagging",
          "torrent",
          "uploadId",
          "uploads",
          "versionId",
          "versioning",
          "versions",
          "website",
          "writeOffsetBytes");

  private SubResource() {}
}
