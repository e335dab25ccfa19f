"""Validates docker-compose.yml against its schema, and runs the image of its service `captioner` as it describes."""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.parse
import urllib.request

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = pathlib.Path(importlib.util.find_spec("compose").origin).parent / "config/compose_spec.json"
PORT = "18080"


def check_compose():
    file = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    schema = json.loads(SCHEMA.read_text())
    jsonschema.validate(file, schema)
    damaged = json.loads(json.dumps(file))
    damaged["services"]["captioner"]["read_only"] = "perhaps"
    try:
        jsonschema.validate(damaged, schema)
    except jsonschema.ValidationError:
        print("docker: docker-compose.yml is valid")
        return file["services"]
    raise AssertionError("the schema accepts an invalid file")


def unpack(image, folder):
    """Extracts the layers of an image into a folder, in order. Returns its manifest and its configuration."""
    with tarfile.open(image) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))[0]
        for name in manifest["Layers"]:
            with tarfile.open(fileobj=archive.extractfile(name)) as layer:
                layer.extractall(folder, filter="tar")
        return manifest, json.load(archive.extractfile(manifest["Config"]))["config"]


def check_bill_of_materials(root):
    """The bill of materials lists exactly the libraries of the image, except the service itself."""
    bill = json.loads((root / "captioner/bill-of-materials.json").read_text())
    assert bill["bomFormat"] == "CycloneDX"
    listed = set()
    for component in bill["components"]:
        query = urllib.parse.parse_qs(urllib.parse.urlparse(component["purl"]).query)
        classifier = "".join("-" + value for value in query.get("classifier", []))
        listed.add(f"{component['name']}-{component['version']}{classifier}.jar")
    shipped = {path.name for path in (root / "app/libs").iterdir()}
    # the project's own jars have no version in their names
    version = bill["metadata"]["component"]["version"]
    own = {"captioner-core.jar", "captioner-batch.jar"}
    shipped = {name.replace(".jar", f"-{version}.jar") if name in own else name for name in shipped}
    assert listed == shipped, f"only in the list: {listed - shipped}, only in the image: {shipped - listed}"
    copies = [copy["purl"] for component in bill["components"] for copy in component.get("components", [])]
    assert any("jackson-databind" in purl for purl in copies), copies  # inside parquet-jackson
    assert json.loads((root / "captioner/vex.json").read_text())["bomFormat"] == "CycloneDX"
    unwanted = [name for name in shipped if "nd4j" in name or "deeplearning4j" in name or "hdf5" in name]
    assert not unwanted, unwanted
    print(f"docker: the bill of materials lists the {len(shipped)} libraries of the image and {len(copies)} copies inside them")


def sandbox(root, service, config):
    """A command prefix that runs a command as the container would: its user, a read-only root, its tmpfs mounts."""
    assert service["read_only"] and service["user"] == config["User"]
    user, group = config["User"].split(":")
    command = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs", "--bounding-set=-all"]
    command += ["bwrap", "--unshare-user", "--unshare-pid", "--die-with-parent", "--ro-bind", root, "/"]
    command += ["--proc", "/proc", "--dev", "/dev", "--chdir", config["WorkingDir"]]
    for mount in service["tmpfs"]:
        command += ["--tmpfs", mount.split(":")[0]]
    return command


def environment(config, service):
    """The environment of the image and of the service that runs it, with a port for the test."""
    return dict(pair.split("=", 1) for pair in config["Env"]) | service["environment"] | {"SERVER_PORT": PORT}


def check_without_keys(run, config):
    """Without the compose file, the image does not serve a network that it knows nothing about."""
    settings = environment(config, {"environment": {}})
    refused = subprocess.run([*run, *config["Entrypoint"]], env=settings, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2 and "has no API keys" in refused.stdout, refused
    print("docker: without keys, the image alone does not start")


def caption(photo):
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/caption?attention=none", photo.read_bytes(), {"Content-Type": "image/jpeg"}
    )
    return json.load(urllib.request.urlopen(request, timeout=60))["captions"][0]["text"]


def check_heif():
    """The image has the decoder of HEIC and AVIF."""
    formats = json.load(urllib.request.urlopen(f"http://127.0.0.1:{PORT}/formats", timeout=60))["formats"]
    assert all(format["readable"] for format in formats), formats
    photos = ROOT / "captioner-core/src/test/resources/dev/captioner/image/heif"
    for name in "grid.heic", "deep.heic", "photo.avif", "translucent.avif":
        assert caption(photos / name).strip(), name
    print("docker: HEIC and AVIF are captioned")


def main():
    service = check_compose()["captioner"]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        manifest, config = unpack(ROOT / "target/docker/captioner-cpu.tar", folder)
        assert manifest["RepoTags"] == [service["image"]], manifest["RepoTags"]
        check_bill_of_materials(pathlib.Path(folder))
        run = sandbox(folder, service, config)
        settings = environment(config, service)
        check_without_keys(run, config)
        health = [part.replace("8080", PORT) for part in service["healthcheck"]["test"][1:]]

        denied = subprocess.run([*run, "busybox", "touch", "/captioner/x"], env=settings, capture_output=True, text=True)
        assert denied.returncode != 0 and "Read-only file system" in denied.stderr, denied.stderr
        assert subprocess.run([*run, *health], env=settings, capture_output=True).returncode != 0, "healthy before it was started"

        log = open(pathlib.Path(folder) / "log", "w+")
        container = subprocess.Popen([*run, *config["Entrypoint"]], env=settings, stdout=log, stderr=log)
        try:
            started = time.monotonic()
            while subprocess.run([*run, *health], env=settings, capture_output=True).returncode != 0:
                if container.poll() is not None or time.monotonic() - started > 60:
                    log.seek(0)
                    sys.exit("docker: the service did not become healthy:\n" + log.read())
                time.sleep(0.2)
            user = subprocess.run([*run, "busybox", "id"], env=settings, capture_output=True, text=True).stdout.strip()
            assert user.startswith("uid=10001 gid=10001"), user
            print(f"docker: healthy after {time.monotonic() - started:.1f} s as {user}")
            text = caption(ROOT / "samples/chelsea.jpg")
            assert text.strip()
            print(f"docker: samples/chelsea.jpg: {text}")
            check_heif()
        finally:
            container.terminate()
            container.wait(60)


if __name__ == "__main__":
    main()
