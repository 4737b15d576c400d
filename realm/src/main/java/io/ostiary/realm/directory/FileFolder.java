package io.ostiary.realm.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The folders of a directory in files, in an order in which what is referred to comes first. */
enum FileFolder {
  POLICIES,
  GROUPS,
  USERS,
  ROLES,
  RESOURCE_POLICIES;

  static final String ALL =
      Arrays.stream(values())
          .map(folder -> "`" + folder.prefix() + "`")
          .collect(Collectors.joining(", "));

  static Optional<FileFolder> of(String name) {
    return Arrays.stream(values()).filter(folder -> name.startsWith(folder.prefix())).findFirst();
  }

  String prefix() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "/";
  }

  void take(FileEntities entities, JsonFile file) {
    switch (this) {
      case POLICIES -> entities.policy(file);
      case GROUPS -> entities.group(file);
      case USERS -> entities.user(file);
      case ROLES -> entities.role(file);
      case RESOURCE_POLICIES -> entities.resourcePolicy(file);
    }
  }
}
