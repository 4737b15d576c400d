package io.ostiary.endpoint.sts;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.endpoint.query.Text;
import io.ostiary.filter.Fault;
import io.ostiary.realm.Realm;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.authentication.Session;
import io.ostiary.realm.directory.AccessKey;
import io.ostiary.realm.session.AuthorizationMessages;
import java.util.List;
import java.util.Optional;

/** What administrators look up: whose a key is, and what a denial was due to. */
final class LookUpOperations {
  private static final String GET_ACCESS_KEY_INFO = "GetAccessKeyInfo";
  private static final String DECODE_AUTHORIZATION_MESSAGE = "DecodeAuthorizationMessage";
  private static final Text ENCODED_MESSAGE = Text.of(1, AuthorizationMessages.LONGEST);

  private LookUpOperations() {}

  static List<Operation> of(Realm realm) {
    return List.of(
        Operation.of(
            GET_ACCESS_KEY_INFO,
            (in, call) -> in.text("AccessKeyId", Texts.ACCESS_KEY_ID),
            (id, call) -> account(id, realm, call),
            (xml, account) -> xml.element("Account", account)),
        Operation.of(
            DECODE_AUTHORIZATION_MESSAGE,
            (in, call) -> in.text("EncodedMessage", ENCODED_MESSAGE),
            (message, call) -> decoded(message, realm, call),
            (xml, decoded) -> xml.element("DecodedMessage", decoded)));
  }

  /** What a user asked STS for by itself is not for asking STS further. */
  static Optional<Fault> bar(String operation, AuthenticatedPrincipal caller) {
    boolean one =
        operation.equals(GET_ACCESS_KEY_INFO) || operation.equals(DECODE_AUTHORIZATION_MESSAGE);
    return one && caller.session().filter(in -> in.kind() != Session.Kind.ROLE).isPresent()
        ? Optional.of(
            new Fault(
                403,
                "AccessDenied",
                "Cannot call %s with session credentials".formatted(operation)))
        : Optional.empty();
  }

  /** Of an imported key, whose id names nobody, only its own account learns. */
  private static String account(String id, Realm realm, Call call) {
    return call.directory()
        .accessKey(id)
        .map(AccessKey::accountId)
        .filter(account -> account.equals(call.accountId()))
        .or(() -> realm.sessions().accountOf(id))
        .orElseThrow(
            () ->
                new OperationException(
                    403,
                    "AccessDenied",
                    "The access key %s is of no account that could be told".formatted(id)));
  }

  private static String decoded(String message, Realm realm, Call call) {
    return realm
        .authorizationMessages()
        .open(call.accountId(), message, call.directory())
        .orElseThrow(
            () ->
                new OperationException(
                    400,
                    "InvalidAuthorizationMessageException",
                    "Message is not valid: it is not one of this account, is not whole, or is older"
                        + " than two days"));
  }
}
