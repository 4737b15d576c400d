package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.CreateSAMLProvider;
import io.ostiary.realm.directory.DeleteSAMLProvider;
import io.ostiary.realm.directory.SamlProvider;
import io.ostiary.realm.directory.TaggedSamlProvider;
import io.ostiary.realm.directory.UpdateSAMLProvider;
import java.util.List;
import java.util.Optional;

/** SAML providers: issuers of assertions that roles may trust. */
final class SamlProviderOperations {

  static final List<Operation> ALL =
      List.of(
          Operation.command(
              "CreateSAMLProvider",
              SamlProviderOperations::create,
              (xml, provider) -> {
                xml.element("SAMLProviderArn", provider.arn());
                Tags.write(xml, provider.tags());
              }),
          Operation.of(
              "GetSAMLProvider",
              SamlProviderOperations::arn,
              (arn, call) -> {
                SamlProvider provider = existing(arn, call);
                return new Described(provider, call.directory().samlMetadata(provider));
              },
              SamlProviderOperations::write),
          Operation.of(
              "ListSAMLProviders",
              (in, call) -> call.accountId(),
              (account, call) -> call.directory().samlProviders(account),
              (xml, providers) ->
                  xml.list("SAMLProviderList", providers, SamlProviderOperations::listed)),
          Operation.of(
              "UpdateSAMLProvider",
              Change::read,
              (change, call) -> change.carryOut(call),
              (xml, provider) -> xml.element("SAMLProviderArn", provider.arn())),
          Operation.command(
              "DeleteSAMLProvider",
              (in, call) -> new DeleteSAMLProvider(call.accountId(), arn(in, call))));

  /** Other metadata for a provider, or nothing. */
  private record Change(String providerArn, Optional<String> metadata) {
    static Change read(Parameters in, Call call) {
      refuseEncryption(in);
      return new Change(
          arn(in, call), in.optionalText("SAMLMetadataDocument", Texts.SAML_METADATA));
    }

    SamlProvider carryOut(Call call) {
      return metadata
          .map(text -> call.execute(new UpdateSAMLProvider(call.accountId(), providerArn, text)))
          .orElseGet(() -> existing(providerArn, call));
    }
  }

  private record Described(SamlProvider provider, String metadata) {}

  private SamlProviderOperations() {}

  /** The tags of SAML providers. */
  static List<Operation> tags() {
    return TagOperations.of(
        "SAMLProvider",
        (in, call) -> new TaggedSamlProvider(call.accountId(), arn(in, call)),
        named -> named,
        (named, call) -> existing(named.providerArn(), call).tags());
  }

  private static String arn(Parameters in, Call call) {
    return in.text("SAMLProviderArn", Texts.ARN);
  }

  private static CreateSAMLProvider create(Parameters in, Call call) {
    refuseEncryption(in);
    return new CreateSAMLProvider(
        call.accountId(),
        in.text("Name", Texts.SAML_PROVIDER_NAME),
        in.text("SAMLMetadataDocument", Texts.SAML_METADATA),
        Tags.read(in));
  }

  /** The keys to decrypt assertions are the server's, and never come over the network. */
  private static void refuseEncryption(Parameters in) {
    boolean mode =
        in.optionalWord("AssertionEncryptionMode", List.of("Required", "Allowed")).isPresent();
    boolean added = in.optionalText("AddPrivateKey", Texts.PRIVATE_KEY).isPresent();
    boolean removed = in.optionalText("RemovePrivateKey", Texts.PRIVATE_KEY_ID).isPresent();
    if (mode || added || removed) {
      in.refuse(
          Refusals.invalid(
              "Keys for encrypted assertions are configured on the server, in the file that"
                  + " `ostiary.saml-decryption-key-file` names; whether a provider must encrypt,"
                  + " its tag `ostiary:encrypted` says."));
    }
  }

  /** Another account's provider is none. */
  private static SamlProvider existing(String arn, Call call) {
    return call.directory()
        .samlProvider(arn)
        .filter(provider -> provider.accountId().equals(call.accountId()))
        .orElseThrow(() -> Target.noSuchEntity("Manifest not found for arn " + arn));
  }

  private static void write(XmlWriter xml, Described described) {
    SamlProvider provider = described.provider();
    xml.element("SAMLProviderUUID", provider.id())
        .element("SAMLMetadataDocument", described.metadata());
    dates(xml, provider);
    Tags.write(xml, provider.tags());
  }

  private static void listed(XmlWriter xml, SamlProvider provider) {
    xml.element("Arn", provider.arn());
    dates(xml, provider);
  }

  private static void dates(XmlWriter xml, SamlProvider provider) {
    provider.validUntil().ifPresent(until -> xml.element("ValidUntil", until));
    xml.element("CreateDate", provider.createdAt());
  }
}
