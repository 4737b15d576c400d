package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.DeleteInlinePolicy;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.InlinePolicy;
import io.ostiary.realm.directory.PutInlinePolicy;
import java.util.List;

/** Inline policies: those that live and die with one user, group or role. */
final class InlinePolicyOperations {

  /** Names one inline policy. */
  private record Place(IdentityName owner, String policyName) {}

  private record Found(Identity owner, InlinePolicy policy) {}

  private final IdentityWords words;

  private InlinePolicyOperations(IdentityWords words) {
    this.words = words;
  }

  /** For one kind of identity. */
  static List<Operation> of(IdentityWords words) {
    return new InlinePolicyOperations(words).all();
  }

  private List<Operation> all() {
    String word = words.word();
    return List.of(
        Operation.command("Put" + word + "Policy", this::put),
        Operation.of("Get" + word + "Policy", this::place, this::find, this::write),
        Operation.list(
            "List" + word + "Policies",
            words::read,
            (name, call) -> call.directory().inlinePolicies(IdentityWords.existing(name, call)),
            new Listing<>(
                "PolicyNames", InlinePolicy::name, (xml, policy) -> xml.text(policy.name()))),
        Operation.command("Delete" + word + "Policy", this::delete));
  }

  private Place place(Parameters in, Call call) {
    return new Place(words.read(in, call), in.text("PolicyName", Texts.POLICY_NAME));
  }

  private PutInlinePolicy put(Parameters in, Call call) {
    Place place = place(in, call);
    return new PutInlinePolicy(
        place.owner(), place.policyName(), in.text("PolicyDocument", Texts.POLICY_DOCUMENT));
  }

  private DeleteInlinePolicy delete(Parameters in, Call call) {
    Place place = place(in, call);
    return new DeleteInlinePolicy(place.owner(), place.policyName());
  }

  private Found find(Place place, Call call) {
    Identity owner = IdentityWords.existing(place.owner(), call);
    return call.directory()
        .inlinePolicy(owner, place.policyName())
        .map(policy -> new Found(owner, policy))
        .orElseThrow(
            () ->
                Target.noSuchEntity(
                    "The %s policy with name %s cannot be found."
                        .formatted(words.kind().word(), place.policyName())));
  }

  private void write(XmlWriter xml, Found found) {
    xml.element(words.nameParameter(), found.owner().name())
        .element("PolicyName", found.policy().name())
        .element("PolicyDocument", PercentEncoding.encode(found.policy().policy().text()));
  }
}
