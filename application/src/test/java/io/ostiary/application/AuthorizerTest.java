package io.ostiary.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.realm.directory.PutResourcePolicy;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application asks about the caller of the request at hand. */
class AuthorizerTest {
  @TempDir Path directory;

  /** Asks one question and prints the answer. */
  private static final class Asking extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient Function<Authorizer, Object> question;

    private Asking(Function<Authorizer, Object> question) {
      this.question = question;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Object answer;
      try {
        answer = question.apply(Authorizer.of(request));
      } catch (IllegalArgumentException e) {
        answer = e.getMessage();
      }
      response.getWriter().print(answer);
    }
  }

  private String ask(String path, Function<Authorizer, Object> question) throws Exception {
    try (Handbook handbook = start(question)) {
      return handbook.ask("GET", path).body();
    }
  }

  private Handbook start(Function<Authorizer, Object> question) throws Exception {
    return Handbook.start(
        directory,
        Policies.HERS,
        context -> context.addServlet("asking", new Asking(question)).addMapping("/*"));
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource({
    "handbook:ReadPage,  page/a1,                                       true",
    "handbook:ReadPage,  page/b1,                                       false",
    "handbook:ReadPage,  arn:aws:handbook::111122223333:page/a1,        true",
    "handbook:ReadPage,  arn:aws:handbook::111122223333:page/b1,        false",
    "handbook:WritePage, page/a1,                                       false",
    "handbook:ReadNote,  page/b1/note/7,                                true",
    "handbook:ReadPage,  page/*,                                        false",
    "handbook:ListPages, *,                                             true",
  })
  void theEngineAnswers(String action, String resource, boolean allowed) throws Exception {
    assertThat(
            ask(
                "/in/x",
                authorizer ->
                    resource.equals("*")
                        ? authorizer.isAllowed(action)
                        : authorizer.isAllowed(action, resource)))
        .isEqualTo(Boolean.toString(allowed));
  }

  @Test
  void ofAListThatIsLeftWhichTheCallerMayRead() throws Exception {
    assertThat(
            ask(
                "/in/x",
                authorizer ->
                    authorizer.filter(
                        "handbook:ReadPage",
                        List.of("a1", "b1", "a2", "c"),
                        page -> "page/" + page)))
        .isEqualTo("[a1, a2]");
  }

  @Test
  void theApplicationAnswersItsOwnConditionKeys() throws Exception {
    assertThat(
            ask(
                "/in/x",
                authorizer ->
                    List.of(
                        authorizer.isAllowed(
                            "handbook:ReadPage", "page/b1", Map.of("handbook:Language", "de")),
                        authorizer.isAllowed(
                            "handbook:ReadPage", "page/b1", Map.of("handbook:Language", "fr")))))
        .isEqualTo("[true, false]");
  }

  @Test
  void thePolicyOfWhatHoldsAResourceCounts() throws Exception {
    try (Handbook handbook =
        start(
            authorizer ->
                List.of(
                    authorizer.isAllowed("handbook:ReadNote", "page/a1/note/7"),
                    authorizer.isAllowed("handbook:ReadNote", "page/a2/note/7")))) {
      handbook
          .realm()
          .directory()
          .execute(
              new PutResourcePolicy(
                  Handbook.ACCOUNT,
                  "arn:aws:handbook::111122223333:page/a1",
                  """
                  {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
                   "Action": "handbook:ReadNote",
                   "Resource": "arn:aws:handbook::111122223333:page/a1/note/*"}}
                  """));
      assertThat(handbook.ask("GET", "/in/x").body()).isEqualTo("[false, true]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "handbook:Burn     | page/a1   | no service definition has the action `handbook:Burn`",
        "books:ReadPage    | page/a1   | no service definition has the action `books:ReadPage`",
        "handbook:ReadPage | leaf/a1   | is not about `arn:aws:handbook::111122223333:leaf/a1`",
        "handbook:ReadPage | arn:aws:handbook::999988887777:page/a1 | is not about",
        "handbook:ListPages| page/a1   | its resources are none",
      })
  void aQuestionThatMakesNoSenseIsTheApplicationsMistake(
      String action, String resource, String message) throws Exception {
    assertThat(ask("/in/x", authorizer -> authorizer.isAllowed(action, resource)))
        .contains(message);
  }

  @Test
  void anUnknownKeyIsTheApplicationsMistake() throws Exception {
    assertThat(
            ask(
                "/in/x",
                authorizer ->
                    authorizer.isAllowed(
                        "handbook:ReadPage", "page/a1", Map.of("aws:username", "root"))))
        .contains("has no condition key `aws:username`");
  }

  @Test
  void nobodyInParticularMayDoWhatEverybodyMay() throws Exception {
    assertThat(
            ask(
                "/open/x",
                authorizer ->
                    authorizer.caller().getName()
                        + ' '
                        + authorizer.isAllowed("handbook:ReadPage", "page/a1")))
        .isEqualTo("anonymous false");
  }

  @Test
  void aQuestionIsNotRecorded() throws Exception {
    try (Handbook handbook =
        start(authorizer -> authorizer.isAllowed("handbook:ReadPage", "page/b1"))) {
      handbook.ask("GET", "/in/x");
      assertThat(handbook.audited).hasSize(1);
    }
  }
}
