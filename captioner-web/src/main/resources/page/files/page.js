import { byId, make, showProblem } from './dom.js';
import { Captions } from './captions.js';
import { askForKeys } from './keys.js';
import { preparePhoto } from './photo.js';
import { Questions } from './questions.js';
import { Problem, Server } from './server.js';
import { Stage } from './stage.js';

const server = new Server();
const stage = new Stage();
const captions = new Captions(server, stage);
const questions = new Questions(server, stage);

let latest = null;

/** Loads the photo that the user chose, dropped or pasted. */
async function take(files, pasted) {
  const photo = files[0];
  if (!photo) {
    return;
  }
  latest = photo;
  byId('work').hidden = false;
  document.body.classList.add('working');
  byId('file-label').textContent = 'Choose another photo';
  byId('other-ways').textContent = files.length > 1 ? `One photo at a time: this is the first of ${files.length} files`
    : 'or drop one anywhere on this page, or paste one';
  captions.expect();
  const preparing = preparePhoto(photo);
  questions.about(preparing.then(({ sent }) => sent));
  const prepared = await preparing;
  prepared.sent.pasted = pasted;
  if (photo === latest) { // the user has not chosen another one meanwhile
    stage.load(photo, prepared);
    await captions.caption(prepared.sent);
  }
}

for (const id of ['file', 'camera']) {
  byId(id).addEventListener('change', event => {
    take([...event.target.files], false);
    event.target.value = ''; // so that the same file can be chosen again
  });
}

document.addEventListener('paste', event => {
  const files = [...event.clipboardData.files];
  if (files.length > 0) {
    event.preventDefault();
    take(files, true);
  }
});

document.addEventListener('dragover', event => {
  if (event.dataTransfer.types.includes('Files')) {
    event.preventDefault();
    byId('drop').classList.add('over');
  }
});

document.addEventListener('dragleave', event => {
  if (!event.relatedTarget) {
    byId('drop').classList.remove('over');
  }
});

document.addEventListener('drop', event => {
  byId('drop').classList.remove('over');
  if (event.dataTransfer.files.length > 0) {
    event.preventDefault(); // otherwise the browser would navigate to the file
    take([...event.dataTransfer.files], false);
  }
});

askForKeys(server, meet);

/** Fetches the model, which also shows early whether a key is required. */
async function meet() {
  try {
    const { models } = await server.json('models');
    byId('ask').hidden = !models[0].answers;
    byId('answers-nothing').hidden = models[0].answers;
    return models[0];
  } catch (problem) {
    if (problem instanceof Problem && problem.needsKey) {
      document.dispatchEvent(new CustomEvent('key-needed'));
    }
    return null; // the first photo will show any other problem
  }
}

byId('about').addEventListener('toggle', async () => {
  if (!byId('about').open) {
    return;
  }
  try {
    const { models } = await server.json('models');
    const model = await server.json(`models/${encodeURIComponent(models[0].name)}`);
    byId('card').replaceChildren(
      make('p', {}, `${model.name} ${model.version}`), make('p', {}, `Licence: ${model.licence}`), make('pre', {}, model.card));
  } catch (problem) {
    showProblem(byId('card'), problem, () => {
      byId('about').open = false;
      byId('about').open = true;
    });
  }
});

meet();
