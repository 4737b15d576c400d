package io.ostiary.endpoint.query;

import io.ostiary.realm.directory.DirectoryCommand;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One operation of a service: it reads its parameters, is carried out, and answers.
 *
 * <p>A service is a list of these. Most change the directory by one command, whose fields are their
 * parameters, or list something page by page:
 *
 * <pre>{@code
 * Operation.command("DeleteUser",
 *     (in, call) -> new DeleteUser(call.accountId(), in.text("UserName", EXISTING_USER_NAME)))
 *
 * Operation.list("ListUserPolicies",
 *     (in, call) -> in.text("UserName", EXISTING_USER_NAME),
 *     (name, call) -> call.directory().inlinePolicies(user(name, call)),
 *     new Listing<>("PolicyNames", InlinePolicy::name, (xml, policy) -> xml.text(policy.name())))
 * }</pre>
 */
public interface Operation {

  /** As {@code Action} names it. */
  String name();

  /**
   * Reads its parameters; nothing is done yet.
   *
   * @throws OperationException if they are not as they must be
   */
  Act read(Parameters in, Call call);

  /** An operation whose parameters were read. */
  @FunctionalInterface
  interface Act {

    /**
     * Carries it out.
     *
     * @return what the answer's result holds
     * @throws OperationException if it is refused
     * @throws io.ostiary.realm.directory.DirectoryException if the directory refuses it
     */
    Content carryOut();
  }

  /** Reads what an operation wants to know. It may not act: a fault may yet be found. */
  @FunctionalInterface
  interface Parse<I> {
    I parse(Parameters in, Call call);
  }

  /** Does what the operation is for. */
  @FunctionalInterface
  interface Execute<I, O> {
    O execute(I input, Call call);
  }

  /** Tells what came of it. */
  @FunctionalInterface
  interface Answer<O> {
    void write(XmlWriter xml, O output);
  }

  /** An operation in its three steps. */
  static <I, O> Operation of(String name, Parse<I> parse, Execute<I, O> execute, Answer<O> answer) {
    return steps(
        name,
        (in, call) -> {
          I input = complete(in, parse.parse(in, call));
          return () -> {
            O output = execute.execute(input, call);
            return xml -> answer.write(xml, output);
          };
        });
  }

  /** An operation that is one command and tells what it made. */
  static <R> Operation command(String name, Parse<DirectoryCommand<R>> parse, Answer<R> answer) {
    return of(name, parse, (command, call) -> call.execute(command), answer);
  }

  /** An operation that is one command and tells nothing but its success. */
  static <R> Operation command(String name, Parse<DirectoryCommand<R>> parse) {
    return steps(
        name,
        (in, call) -> {
          DirectoryCommand<R> command = complete(in, parse.parse(in, call));
          return () -> {
            R unused = call.execute(command);
            return Content.NONE;
          };
        });
  }

  /** An operation that is no command and tells nothing but its success. */
  static <I> Operation silent(String name, Parse<I> parse, BiConsumer<I, Call> execute) {
    return steps(
        name,
        (in, call) -> {
          I input = complete(in, parse.parse(in, call));
          return () -> {
            execute.accept(input, call);
            return Content.NONE;
          };
        });
  }

  /** An operation that lists something, page by page as {@code Marker} and {@code MaxItems} say. */
  static <I, T> Operation list(
      String name, Parse<I> parse, Execute<I, List<T>> select, Listing<T> listing) {
    return list(name, parse, select, (xml, nothing) -> {}, (selected, call) -> selected, listing);
  }

  /**
   * An operation that tells of one thing and lists what belongs to it, page by page.
   *
   * @param find the thing
   * @param head tells of it, in front of the list
   * @param select what belongs to it
   */
  static <I, O, T> Operation list(
      String name,
      Parse<I> parse,
      Execute<I, O> find,
      Answer<O> head,
      Execute<O, List<T>> select,
      Listing<T> listing) {
    return pages(name, parse, find, head, found -> Integer.MAX_VALUE, select, listing);
  }

  /**
   * An operation that lists something whose members are dear.
   *
   * @param most the most members of a page, however many are asked for; one in any case
   */
  static <I, O, T> Operation list(
      String name,
      Parse<I> parse,
      Execute<I, O> prepare,
      ToIntFunction<O> most,
      Function<O, List<T>> select,
      Listing<T> listing) {
    return pages(
        name,
        parse,
        prepare,
        (xml, nothing) -> {},
        most,
        (prepared, call) -> select.apply(prepared),
        listing);
  }

  private static <I, O, T> Operation pages(
      String name,
      Parse<I> parse,
      Execute<I, O> find,
      Answer<O> head,
      ToIntFunction<O> most,
      Execute<O, List<T>> select,
      Listing<T> listing) {
    return steps(
        name,
        (in, call) -> {
          I input = parse.parse(in, call);
          Paging paging = complete(in, Paging.read(in));
          return () -> {
            O found = find.execute(input, call);
            Page<T> page =
                listing.page(
                    name + '/' + call.accountId(),
                    paging.atMost(Math.max(1, most.applyAsInt(found))),
                    select.execute(found, call),
                    call.markers());
            return xml -> {
              head.write(xml, found);
              listing.write(xml, page);
            };
          };
        });
  }

  /**
   * An operation that lists things of several kinds in a list each, all of them together page by
   * page.
   *
   * @param key tells things apart and sorts them; at most 200 characters
   * @param answer writes the lists of one page
   */
  static <I, T> Operation lists(
      String name,
      Parse<I> parse,
      Execute<I, List<T>> select,
      Function<T, String> key,
      Answer<List<T>> answer) {
    Listing<T> listing = new Listing<>("", key, (xml, item) -> {});
    return steps(
        name,
        (in, call) -> {
          I input = parse.parse(in, call);
          Paging paging = complete(in, Paging.read(in));
          return () -> {
            Page<T> page =
                listing.page(
                    name + '/' + call.accountId(),
                    paging,
                    select.execute(input, call),
                    call.markers());
            return xml -> {
              answer.write(xml, page.items());
              Listing.writeEnd(xml, page);
            };
          };
        });
  }

  private static <I> I complete(Parameters in, I input) {
    in.complete();
    return input;
  }

  private static Operation steps(String name, Execute<Parameters, Act> steps) {
    return new Operation() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Act read(Parameters in, Call call) {
        return steps.execute(in, call);
      }
    };
  }
}
