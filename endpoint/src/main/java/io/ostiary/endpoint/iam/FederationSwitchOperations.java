package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.realm.directory.SetTokenVersion;
import io.ostiary.realm.directory.SwitchOutboundFederation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an account switches on or off of STS: tokens that vouch for its callers elsewhere, and the
 * version of session tokens.
 */
final class FederationSwitchOperations {
  private static final String VERSION_1 = "v1Token";
  private static final String VERSION_2 = "v2Token";

  private FederationSwitchOperations() {}

  static List<Operation> of(Surroundings surroundings) {
    UnaryOperator<String> issuer = surroundings.outboundIssuer();
    return List.of(
        Operation.command(
            "EnableOutboundWebIdentityFederation",
            (in, call) -> new SwitchOutboundFederation(call.accountId(), true),
            (xml, enabled) -> xml.element("IssuerIdentifier", issuer.apply(enabled.accountId()))),
        Operation.command(
            "DisableOutboundWebIdentityFederation",
            (in, call) -> new SwitchOutboundFederation(call.accountId(), false)),
        Operation.of(
            "GetOutboundWebIdentityFederationInfo",
            (in, call) -> call.accountId(),
            (account, call) -> {
              if (!call.directory().preferences(account).outboundFederation()) {
                throw new OperationException(
                    404,
                    "FeatureDisabled",
                    "Outbound web identity federation is disabled for this account.");
              }
              return issuer.apply(account);
            },
            (xml, identifier) ->
                xml.element("IssuerIdentifier", identifier).element("JwtVendingEnabled", true)),
        Operation.command(
            "SetSecurityTokenServicePreferences",
            (in, call) ->
                new SetTokenVersion(
                    call.accountId(),
                    in.word("GlobalEndpointTokenVersion", List.of(VERSION_1, VERSION_2))
                            .equals(VERSION_2)
                        ? 2
                        : 1)));
  }
}
