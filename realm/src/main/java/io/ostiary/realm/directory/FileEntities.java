package io.ostiary.realm.directory;

import io.ostiary.policy.document.PolicyType;
import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.credential.SealedSecret;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What each file of a directory in files says, as commands. */
final class FileEntities {
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 128;
  private static final String USUAL_SESSION = "1h";

  private final FileDraft draft;
  private final String accountId;
  private final AccessKeySecrets secrets;
  private final FileSecrets clear;
  private final Map<String, String> policyArns = new HashMap<>();

  FileEntities(FileDraft draft, String accountId, AccessKeySecrets secrets, FileSecrets clear) {
    this.draft = draft;
    this.accountId = accountId;
    this.secrets = secrets;
    this.clear = clear;
  }

  /** The account and its root user's access keys; gives back its id. */
  static String account(
      FileDraft draft, JsonFile file, AccessKeySecrets secrets, FileSecrets clear) {
    JsonFile.Item item = file.item();
    item.only("id", "partition", "rootAccessKeys");
    String id = item.get("id").text();
    String partition = item.find("partition").map(JsonFile.Item::text).orElse("aws");
    FileEntities entities = new FileEntities(draft, id, secrets, clear);
    entities.execute(file, item.get("id"), new CreateAccount(id, partition));
    for (JsonFile.Item key : item.list("rootAccessKeys")) {
      String keyId = key.get("id").text();
      entities.execute(file, key, new ImportRootAccessKey(id, keyId, entities.secret(key, keyId)));
      if (entities.isInactive(key)) {
        entities.execute(file, key, new UpdateRootAccessKey(id, keyId, false));
      }
    }
    return id;
  }

  /** A managed policy: the file is its document. */
  void policy(JsonFile file) {
    String text = file.item().policy(PolicyType.IDENTITY);
    ManagedPolicy made =
        execute(
            file,
            file.item(),
            new CreatePolicy(accountId, file.entityPath(), file.entityName(), text));
    policyArns.put(Kind.fold(made.name()), made.arn());
  }

  void group(JsonFile file) {
    JsonFile.Item item = file.item();
    item.only("attachedPolicies", "inlinePolicies");
    execute(file, item, new CreateGroup(accountId, file.entityPath(), file.entityName()));
    policies(file, IdentityName.group(accountId, file.entityName()));
  }

  void user(JsonFile file) {
    JsonFile.Item item = file.item();
    item.only(
        "tags",
        "groups",
        "attachedPolicies",
        "inlinePolicies",
        "permissionsBoundary",
        "accessKeys");
    String name = file.entityName();
    execute(file, item, new CreateUser(accountId, file.entityPath(), name, tags(item)));
    policies(file, IdentityName.user(accountId, name));
    boundary(file, IdentityName.user(accountId, name));
    for (JsonFile.Item group : item.list("groups")) {
      execute(file, group, new AddUserToGroup(accountId, group.text(), name));
    }
    for (JsonFile.Item key : item.list("accessKeys")) {
      String id = key.get("id").text();
      execute(file, key, new ImportAccessKey(accountId, name, id, secret(key, id)));
      if (isInactive(key)) {
        execute(file, key, new UpdateAccessKey(accountId, name, id, false));
      }
    }
  }

  void role(JsonFile file) {
    JsonFile.Item item = file.item();
    item.only(
        "trustPolicy",
        "description",
        "maxSessionDuration",
        "tags",
        "attachedPolicies",
        "inlinePolicies",
        "permissionsBoundary");
    String name = file.entityName();
    execute(
        file,
        item,
        new CreateRole(
            accountId,
            file.entityPath(),
            name,
            item.get("trustPolicy").policy(PolicyType.TRUST),
            item.find("description").map(JsonFile.Item::text).orElse(""),
            duration(item),
            tags(item)));
    policies(file, IdentityName.role(accountId, name));
    boundary(file, IdentityName.role(accountId, name));
  }

  void resourcePolicy(JsonFile file) {
    JsonFile.Item item = file.item();
    item.only("resource", "policy");
    String text = item.get("policy").policy(PolicyType.RESOURCE);
    execute(
        file,
        item.get("resource"),
        new PutResourcePolicy(accountId, item.get("resource").text(), text));
  }

  private void policies(JsonFile file, IdentityName identity) {
    for (JsonFile.Item policy : file.item().list("attachedPolicies")) {
      execute(file, policy, new AttachPolicy(identity, arn(policy)));
    }
    file.item()
        .map("inlinePolicies")
        .forEach(
            (name, document) ->
                execute(
                    file,
                    document,
                    new PutInlinePolicy(identity, name, document.policy(PolicyType.IDENTITY))));
  }

  private void boundary(JsonFile file, IdentityName identity) {
    file.item()
        .find("permissionsBoundary")
        .ifPresent(
            policy -> execute(file, policy, new PutPermissionsBoundary(identity, arn(policy))));
  }

  /** A policy by its ARN, or one of the folder {@code policies/} by its name. */
  private String arn(JsonFile.Item policy) {
    String text = policy.text();
    if (text.startsWith("arn:")) {
      return text;
    }
    String arn = policyArns.get(Kind.fold(text));
    if (arn == null) {
      throw policy.problem(
          "there is no sound `policies/%s.json`; write it, or a policy's ARN".formatted(text));
    }
    return arn;
  }

  private static Map<String, String> tags(JsonFile.Item item) {
    Map<String, String> tags = new LinkedHashMap<>();
    item.map("tags").forEach((key, value) -> tags.put(key, value.text()));
    return tags;
  }

  private static Duration duration(JsonFile.Item item) {
    String text = item.find("maxSessionDuration").map(JsonFile.Item::text).orElse(USUAL_SESSION);
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw item.get("maxSessionDuration").problem("write a duration such as `\"1h\"`");
    }
  }

  private SealedSecret secret(JsonFile.Item key, String id) {
    key.only("id", "secret", "active");
    JsonFile.Item reference = key.get("secret");
    String secret = clear.read(reference);
    if (secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET) {
      throw reference.problem(
          "the secret must have %s to %s characters, not %s"
              .formatted(SHORTEST_SECRET, LONGEST_SECRET, secret.length()));
    }
    return secrets.seal(id, secret);
  }

  private boolean isInactive(JsonFile.Item key) {
    return !key.find("active").map(JsonFile.Item::flag).orElse(true);
  }

  private <R> R execute(JsonFile file, JsonFile.Item place, DirectoryCommand<R> command) {
    try {
      return draft.execute(accountId + '/' + file.entity(), file.text(), command);
    } catch (DirectoryException e) {
      throw place.problem(String.valueOf(e.getMessage()));
    }
  }
}
