package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.AddClientIDToOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.DeleteOpenIDConnectProvider;
import io.ostiary.realm.directory.OidcProvider;
import io.ostiary.realm.directory.RemoveClientIDFromOpenIDConnectProvider;
import io.ostiary.realm.directory.TaggedOidcProvider;
import io.ostiary.realm.directory.UpdateOpenIDConnectProviderThumbprint;
import java.util.List;

/** OpenID Connect providers: issuers of tokens that roles may trust. */
final class OidcProviderOperations {
  private static final int MOST_CLIENT_IDS = 1000;
  private static final int MOST_THUMBPRINTS = 100;
  private static final String THUMBPRINTS = "ThumbprintList";

  static final List<Operation> ALL =
      List.of(
          Operation.command(
              "CreateOpenIDConnectProvider",
              OidcProviderOperations::create,
              (xml, provider) -> {
                xml.element("OpenIDConnectProviderArn", provider.arn());
                Tags.write(xml, provider.tags());
              }),
          Operation.of(
              "GetOpenIDConnectProvider",
              OidcProviderOperations::arn,
              OidcProviderOperations::existing,
              OidcProviderOperations::write),
          Operation.of(
              "ListOpenIDConnectProviders",
              (in, call) -> call.accountId(),
              (account, call) -> call.directory().oidcProviders(account),
              (xml, providers) ->
                  xml.list(
                      "OpenIDConnectProviderList",
                      providers,
                      (member, provider) -> member.element("Arn", provider.arn()))),
          Operation.command(
              "AddClientIDToOpenIDConnectProvider",
              (in, call) ->
                  new AddClientIDToOpenIDConnectProvider(
                      call.accountId(), arn(in, call), in.text("ClientID", Texts.CLIENT_ID))),
          Operation.command(
              "RemoveClientIDFromOpenIDConnectProvider",
              (in, call) ->
                  new RemoveClientIDFromOpenIDConnectProvider(
                      call.accountId(), arn(in, call), in.text("ClientID", Texts.CLIENT_ID))),
          Operation.command(
              "UpdateOpenIDConnectProviderThumbprint",
              (in, call) ->
                  new UpdateOpenIDConnectProviderThumbprint(
                      call.accountId(),
                      arn(in, call),
                      in.someOf(THUMBPRINTS, MOST_THUMBPRINTS, OidcProviderOperations::one))),
          Operation.command(
              "DeleteOpenIDConnectProvider",
              (in, call) -> new DeleteOpenIDConnectProvider(call.accountId(), arn(in, call))));

  private OidcProviderOperations() {}

  /** The tags of OpenID Connect providers. */
  static List<Operation> tags() {
    return TagOperations.of(
        "OpenIDConnectProvider",
        (in, call) -> new TaggedOidcProvider(call.accountId(), arn(in, call)),
        named -> named,
        (named, call) -> existing(named.providerArn(), call).tags());
  }

  private static String arn(Parameters in, Call call) {
    return in.text("OpenIDConnectProviderArn", Texts.ARN);
  }

  private static List<String> thumbprints(Parameters in) {
    return in.list(THUMBPRINTS, MOST_THUMBPRINTS, OidcProviderOperations::one);
  }

  private static String one(Parameters thumbprint) {
    return thumbprint.text("", Texts.THUMBPRINT);
  }

  private static CreateOpenIDConnectProvider create(Parameters in, Call call) {
    return new CreateOpenIDConnectProvider(
        call.accountId(),
        in.text("Url", Texts.PROVIDER_URL),
        in.list("ClientIDList", MOST_CLIENT_IDS, member -> member.text("", Texts.CLIENT_ID)),
        thumbprints(in),
        Tags.read(in));
  }

  /** Another account's provider is none. */
  private static OidcProvider existing(String arn, Call call) {
    return call.directory()
        .oidcProvider(arn)
        .filter(provider -> provider.accountId().equals(call.accountId()))
        .orElseThrow(() -> Target.noSuchEntity("OpenIDConnect Provider not found for arn " + arn));
  }

  private static void write(XmlWriter xml, OidcProvider provider) {
    xml.element("Url", provider.url())
        .list("ClientIDList", provider.clientIds(), XmlWriter::text)
        .list("ThumbprintList", provider.thumbprints(), XmlWriter::text)
        .element("CreateDate", provider.createdAt());
    Tags.write(xml, provider.tags());
  }
}
