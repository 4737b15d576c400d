package io.ostiary.realm.directory;

import io.ostiary.realm.credential.AccessKeySecrets;
import io.ostiary.realm.store.Change;
import io.ostiary.realm.store.FileStore;
import io.ostiary.realm.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A directory as people write it: {@code account.json}, {@code policies/}, {@code groups/}, {@code
 * roles/}, {@code users/} and {@code resource-policies/}. An entity's name is its file's, its IAM
 * path the folders in between. Each file becomes the commands that would make it, and so keeps
 * every rule that they keep.
 */
public final class DirectoryFiles implements FileStore.Translation {
  private static final int MOST_PROBLEMS = 100;
  private static final String ACCOUNT = "account.json";

  private final Quotas quotas;
  private final AccessKeySecrets secrets;
  private final FileSecrets clear;

  /**
   * Makes a translation.
   *
   * @param folder what the files' own references to other files start from
   * @param environment the environment's variables by name
   */
  public DirectoryFiles(
      Quotas quotas,
      AccessKeySecrets secrets,
      Path folder,
      Function<String, Optional<String>> environment) {
    this.quotas = quotas;
    this.secrets = secrets;
    this.clear = new FileSecrets(folder, environment);
  }

  @Override
  public List<Change.Put> rows(Map<String, String> files) {
    FileDraft draft = new FileDraft(quotas, secrets);
    List<FileProblem> problems = new ArrayList<>();
    String account = account(files, draft, problems);
    if (problems.isEmpty()) {
      FileEntities entities = new FileEntities(draft, account, secrets, clear);
      for (FileFolder folder : FileFolder.values()) {
        for (Map.Entry<String, String> file : files.entrySet()) {
          if (file.getKey().startsWith(folder.prefix())) {
            attempt(
                problems,
                () -> folder.take(entities, JsonFile.read(file.getKey(), file.getValue())));
          }
        }
      }
    }
    for (String name : files.keySet()) {
      if (!name.equals(ACCOUNT) && FileFolder.of(name).isEmpty()) {
        problems.add(
            new FileProblem(
                name,
                1,
                1,
                "no entity belongs here; use `account.json` or one of the folders "
                    + FileFolder.ALL));
      }
    }
    if (!problems.isEmpty()) {
      throw new StoreException(
          problems.stream()
              .limit(MOST_PROBLEMS)
              .map(FileProblem::getMessage)
              .collect(Collectors.joining("\n")));
    }
    return draft.rows();
  }

  private String account(Map<String, String> files, FileDraft draft, List<FileProblem> problems) {
    String[] id = {""};
    String text = files.get(ACCOUNT);
    if (text == null) {
      problems.add(
          new FileProblem(ACCOUNT, 1, 1, "it is missing; write {\"id\": \"<twelve digits>\"}"));
      return "";
    }
    attempt(
        problems,
        () -> id[0] = FileEntities.account(draft, JsonFile.read(ACCOUNT, text), secrets, clear));
    return id[0];
  }

  private static void attempt(List<FileProblem> problems, Runnable step) {
    try {
      step.run();
    } catch (FileProblem problem) {
      problems.add(problem);
    }
  }
}
