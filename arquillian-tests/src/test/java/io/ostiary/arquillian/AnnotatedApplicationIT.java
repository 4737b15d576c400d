package io.ostiary.arquillian;

import static io.ostiary.arquillian.Installation.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.arquillian.notes.NotesApplication;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** A Jakarta REST application with CDI and annotations, and the one jar, in WildFly. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AnnotatedApplicationIT {
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["notes:Enter", "notes:ListNotes"], "Resource": "*"},
        {"Effect": "Allow", "Action": ["notes:GetNote", "notes:DeleteNote"],
         "Resource": "arn:aws:notes::*:note/a*"}]}
      """;

  /** Lets in whoever may enter; what is beyond is the annotations' to hold. */
  private static final String DEFINITION =
      """
      {"service": "notes",
       "resources": {"note": {"arn": "arn:${Partition}:notes::${Account}:note/${Note}"}},
       "actions": {
         "Enter": {"access": "read"}, "ListNotes": {"access": "list"},
         "GetNote": {"resource": "note", "access": "read"},
         "DeleteNote": {"resource": "note", "access": "write"}},
       "routes": [
         {"method": ["GET", "PUT", "DELETE"], "path": "/api/{Rest*}", "authorize": ["Enter"]}]}
      """;

  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <context-param>
          <param-name>ostiary.data</param-name>
          <param-value>%s-notes</param-value>
        </context-param>
      </web-app>
      """;

  private final Installation notes = Installation.inWildFly();

  @Deployment(testable = false)
  static WebArchive application() {
    WebArchive depot = DepotInWildFly.war("depot.war");
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "ROOT.war")
            .addPackage(NotesApplication.class.getPackage())
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
            .addAsWebInfResource(new StringAsset(DEFINITION), "ostiary/notes.service.json")
            .setWebXML(new StringAsset(WEB_XML.formatted(System.getProperty("ostiary.data"))));
    for (Node library :
        depot.getContent(path -> path.get().startsWith("/WEB-INF/lib/ostiary-runtime")).values()) {
      ArchivePath path = library.getPath();
      war.add(library.getAsset(), path);
    }
    return war;
  }

  private RawAnswer send(AwsCredentials key, String method, String target) throws Exception {
    return Signer.of(notes, key, "notes").sign(method, target, "").send(notes.endpoint());
  }

  @Test
  void aMethodIsCalledIfItsActionIsAllowed() throws Exception {
    AwsCredentials key = notes.newUser(fresh("ann"), POLICY);
    assertThat(send(key, "GET", "/api/notes/a1").body()).contains("note a1");
    assertThat(send(key, "GET", "/api/notes/b1"))
        .satisfies(
            denied -> {
              assertThat(denied.status()).isEqualTo(403);
              assertThat(denied.body())
                  .contains(
                      "is not authorized to perform: notes:GetNote", ":note/b1", "decisionId");
            });
    assertThat(send(key, "PUT", "/api/notes/a1").body())
        .contains("the application does not say which action this is");
  }

  @Test
  void aRoleIsNeededBesides() throws Exception {
    String name = fresh("keeper");
    AwsCredentials key = notes.newUser(name, POLICY);
    assertThat(send(key, "DELETE", "/api/notes/a1").status()).isEqualTo(403);
    try (IamClient iam = notes.iam(notes.root())) {
      iam.createGroup(request -> request.groupName("keepers"));
      iam.addUserToGroup(request -> request.groupName("keepers").userName(name));
    }
    assertThat(send(key, "DELETE", "/api/notes/a1").body()).contains("deleted a1");
    assertThat(send(key, "DELETE", "/api/notes/b1").status()).isEqualTo(403);
    assertThat(send(key, "GET", "/api/notes").body()).contains("is a keeper: true 1");
  }

  @Test
  void theApplicationKnowsItsCallerAndHearsOfWhatIsDecided() throws Exception {
    String name = fresh("bea");
    AwsCredentials key = notes.newUser(name, POLICY);
    send(key, "GET", "/api/notes/b2");
    assertThat(send(key, "GET", "/api/notes").body())
        .contains("arn:aws:iam::" + notes.accountId() + ":user/" + name + " sees [a1, a2]")
        .contains("by Jakarta Security: arn:aws:iam::")
        .contains("GetNote ImplicitlyDenied", "ListNotes Allowed");
  }

  /** By the server's MicroProfile Health, at its management interface. */
  @Test
  void theServerSaysThatTheDoorIsReady() throws Exception {
    URI ready =
        URI.create(
            "http://127.0.0.1:" + Integer.getInteger("wildfly.management.port") + "/health/ready");
    assertThat(RawRequest.of("GET", "/health/ready").send(ready).body())
        .contains("{\"name\":\"ostiary\",\"status\":\"UP\",\"data\":{\"mode\":\"enforce\"");
  }
}
