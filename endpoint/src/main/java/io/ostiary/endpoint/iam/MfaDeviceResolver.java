package io.ostiary.endpoint.iam;

import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceResolver;
import io.ostiary.policy.request.Resource;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.MfaDevice;
import java.util.Map;
import java.util.Optional;

/** Names the MFA device that a request is about as it is stored; one to be made as asked for. */
final class MfaDeviceResolver implements ResourceResolver {

  @Override
  public Resource resolve(RequestMapper.Input input) {
    AuthenticatedPrincipal caller = input.caller();
    String account = caller.accountId();
    Optional<String> name = input.form().value("VirtualMFADeviceName");
    if (name.isPresent()) {
      String partition = caller.directory().account(account).map(Account::partition).orElse("aws");
      String path = input.form().value("Path").orElse("/");
      return Resource.of(
          "arn:%s:iam::%s:mfa%s%s".formatted(partition, account, path, name.get()), account);
    }
    return existing(input)
        .map(device -> Resource.of(device.serialNumber(), account))
        .orElseGet(() -> Resource.none(account));
  }

  @Override
  public Map<String, String> tags(RequestMapper.Input input, Resource resource) {
    return existing(input).map(MfaDevice::tags).orElse(Map.of());
  }

  private static Optional<MfaDevice> existing(RequestMapper.Input input) {
    return input
        .form()
        .value("SerialNumber")
        .flatMap(serialNumber -> input.caller().directory().mfaDevice(serialNumber))
        .filter(device -> device.accountId().equals(input.caller().accountId()));
  }
}
