package io.ostiary.realm.directory;

import java.util.ArrayList;
import java.util.List;

/**
 * Several commands in one transaction: all of them, in their order, or none. Tells what each of
 * them tells.
 */
public record Batch(List<DirectoryCommand<?>> commands) implements DirectoryCommand<List<Object>> {
  public Batch {
    commands = List.copyOf(commands);
  }

  @Override
  public boolean dear() {
    return commands.stream().anyMatch(DirectoryCommand::dear);
  }

  @Override
  public List<Object> carryOut(DirectoryDraft draft) {
    List<Object> results = new ArrayList<>(commands.size());
    for (DirectoryCommand<?> command : commands) {
      results.add(command.carryOut(draft));
    }
    return results;
  }
}
